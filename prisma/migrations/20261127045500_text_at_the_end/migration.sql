-- The searched text of an action is written once, when the action has ended: an index of trigrams is expensive to write,
-- and the output or failure that completes the text only comes then. Few actions are open, so their text is computed
-- when it is searched.

-- The expressions stay in line: the planner cannot see into a function.
CREATE VIEW action_words AS
  SELECT id AS action_id, device_id AS text_device_id, status AS text_status, lower(concat_ws(' ', justification,
    parameters->>'path', parameters->>'sha256', parameters->>'address', parameters->>'processName', parameters->>'username',
    translate(parameters->>'allowAddresses', '[]",', '    '),
    CASE WHEN output IS NOT NULL THEN values_of(output) END, failure_message)) AS text
  FROM response_action;

CREATE VIEW searched_action AS
  SELECT action_id, text_device_id, text FROM action_text
  UNION ALL
  SELECT action_id, text_device_id, text FROM action_words
  WHERE text_status IN ('PENDING_APPROVAL', 'QUEUED', 'EXECUTING');

DROP TRIGGER response_action_text_added ON response_action;
DROP TRIGGER response_action_text_changed ON response_action;
DROP FUNCTION add_action_text, change_action_text;

CREATE FUNCTION write_action_text() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO action_text VALUES (NEW.id, NEW.device_id, lower(concat_ws(' ', NEW.justification,
    NEW.parameters->>'path', NEW.parameters->>'sha256', NEW.parameters->>'address', NEW.parameters->>'processName',
    NEW.parameters->>'username', translate(NEW.parameters->>'allowAddresses', '[]",', '    '),
    CASE WHEN NEW.output IS NOT NULL THEN values_of(NEW.output) END, NEW.failure_message)));
  RETURN NULL;
END $$;
CREATE TRIGGER response_action_ended_at_once AFTER INSERT ON response_action
  FOR EACH ROW WHEN (NEW.status IN ('COMPLETED', 'FAILED', 'CANCELLED')) EXECUTE FUNCTION write_action_text();
CREATE TRIGGER response_action_ended AFTER UPDATE ON response_action
  FOR EACH ROW WHEN (NEW.status IN ('COMPLETED', 'FAILED', 'CANCELLED') AND OLD.status IN ('PENDING_APPROVAL', 'QUEUED', 'EXECUTING'))
  EXECUTE FUNCTION write_action_text();

DELETE FROM action_text USING response_action
  WHERE id = action_id AND status IN ('PENDING_APPROVAL', 'QUEUED', 'EXECUTING');

DO $$
DECLARE role text := current_setting('defend.app_role', true);
BEGIN
  IF coalesce(role, '') = '' OR role = current_user THEN RETURN; END IF;
  EXECUTE format('GRANT SELECT ON action_words, searched_action TO %I', role);
END $$;
