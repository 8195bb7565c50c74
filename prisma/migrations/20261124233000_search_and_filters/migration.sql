-- A trusted extension: who may create in the database may create it.
CREATE EXTENSION IF NOT EXISTS pg_trgm;

-- Each index ends in the order of the list, so that a page of any filter is read from one place in it.
CREATE INDEX response_action_status ON response_action (organization_id, status, submitted_at, id);
CREATE INDEX response_action_type ON response_action (organization_id, type, submitted_at, id);
CREATE INDEX response_action_origin ON response_action (organization_id, origin, submitted_at, id);
CREATE INDEX response_action_verification ON response_action (organization_id, verification, submitted_at, id);
CREATE INDEX response_action_submitter ON response_action (organization_id, submitted_by_id, submitted_at, id);
CREATE INDEX response_action_approver ON response_action USING gin (approver_ids) WHERE approver_ids <> '{}';
CREATE INDEX audit_event_kind ON audit_event (organization_id, kind, sequence);

-- What is found by `search`, beside the actions and not in them: an action's row is written some five times in its
-- life, its text twice, and an index of trigrams is dear to write. No column is called as one of the action's.
CREATE TABLE action_text (
  action_id uuid PRIMARY KEY,
  text_device_id uuid,
  text text NOT NULL
);
CREATE INDEX action_text_search ON action_text USING gin (text gin_trgm_ops);
CREATE INDEX action_text_device ON action_text (text_device_id);

-- The values that an output holds, without the JSON around them, which would escape what people look for.
CREATE FUNCTION values_of(document jsonb) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT string_agg(value #>> '{}', ' ') FROM jsonb_path_query(document, 'strict $.**') value
  WHERE jsonb_typeof(value) NOT IN ('object', 'array', 'null')
$$;
CREATE FUNCTION searched_text(justification text, output jsonb, failure_message text) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT lower(concat_ws(' ', justification, values_of(output), failure_message))
$$;

CREATE FUNCTION add_action_text() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO action_text
  SELECT id, device_id, searched_text(justification, output, failure_message) FROM added;
  RETURN NULL;
END $$;
CREATE FUNCTION change_action_text() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE action_text SET text = searched_text(n.justification, n.output, n.failure_message)
  FROM changed n JOIN former f ON f.id = n.id
  WHERE action_id = n.id AND (n.output IS DISTINCT FROM f.output OR n.failure_message IS DISTINCT FROM f.failure_message);
  RETURN NULL;
END $$;
CREATE TRIGGER response_action_text_added AFTER INSERT ON response_action
  REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION add_action_text();
CREATE TRIGGER response_action_text_changed AFTER UPDATE ON response_action
  REFERENCING OLD TABLE AS former NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION change_action_text();

INSERT INTO action_text SELECT id, device_id, searched_text(justification, output, failure_message) FROM response_action;

DO $$
DECLARE role text := current_setting('defend.app_role', true);
BEGIN
  IF coalesce(role, '') = '' OR role = current_user THEN RETURN; END IF;
  EXECUTE format('GRANT SELECT, INSERT, UPDATE ON action_text TO %I', role);
END $$;
