-- The closure for a restore, apart from what an operator's suspension says; it outlives the process that restores.
ALTER TABLE company
    ADD COLUMN restoring_since timestamptz,
    ADD COLUMN restoring_by    text,
    -- Whether the company's database was made once: an empty one is never made in its stead.
    ADD COLUMN database_made   boolean NOT NULL DEFAULT false;
UPDATE company SET database_made = true;
