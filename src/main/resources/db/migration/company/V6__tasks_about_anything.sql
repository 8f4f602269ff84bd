-- User tasks are about more than bookings: jobs, and what a task decides on itself (an offer, a time-off request, an issue).
ALTER TABLE user_task ADD COLUMN job_id uuid, ADD COLUMN subject_id uuid;
CREATE INDEX user_task_job ON user_task (job_id) WHERE state = 'open';
CREATE INDEX user_task_subject ON user_task (subject_id) WHERE state = 'open';
