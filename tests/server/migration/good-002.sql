ALTER TABLE token ADD COLUMN used INTEGER;
CREATE INDEX result_at ON result (at);
