-- An agent's day is found among years of trips.
CREATE INDEX assignment_agent_active ON assignment (agent_id) WHERE active;
CREATE INDEX assignment_agent_completed ON assignment (agent_id, completed_at) WHERE status = 'completed';
