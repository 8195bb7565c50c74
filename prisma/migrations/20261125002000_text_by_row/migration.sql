-- By row, and only for rows whose text is another: a statement that changes ten thousand actions of a bulk joined its
-- two transition tables by a plan that had been made for one row, which took minutes.
DROP TRIGGER response_action_text_changed ON response_action;
CREATE OR REPLACE FUNCTION change_action_text() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE action_text SET text = searched_text(NEW.justification, NEW.output, NEW.failure_message) WHERE action_id = NEW.id;
  RETURN NULL;
END $$;
CREATE TRIGGER response_action_text_changed AFTER UPDATE ON response_action
  FOR EACH ROW WHEN (OLD.output IS DISTINCT FROM NEW.output OR OLD.failure_message IS DISTINCT FROM NEW.failure_message)
  EXECUTE FUNCTION change_action_text();
