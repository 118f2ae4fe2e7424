DROP TRIGGER history_no_update;
UPDATE history SET actor = 'somebody else' WHERE seq = 2;
