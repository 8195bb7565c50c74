-- Labels of devices, and the devices that bear a label.
ALTER TABLE device ADD COLUMN labels text[] NOT NULL DEFAULT '{}';
CREATE TABLE device_label (
  organization_id uuid NOT NULL,
  label text NOT NULL,
  device_id uuid NOT NULL,
  PRIMARY KEY (organization_id, label, device_id)
);

-- The addresses that devices report, whatever their spelling. These two tables stand beside `device` because its row is
-- written at every connection and report, and a GIN index on the row would be written each time.
CREATE TABLE device_address (
  organization_id uuid NOT NULL,
  address inet NOT NULL,
  device_id uuid NOT NULL,
  PRIMARY KEY (organization_id, address, device_id)
);
CREATE INDEX device_hostname ON device (organization_id, lower(hostname));

-- Without a zone or a prefix length, IPv4-mapped IPv6 as IPv4; null for a text that is no address.
CREATE FUNCTION address_in(reported text) RETURNS inet LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $$
DECLARE address inet;
BEGIN
  address := host(split_part(reported, '%', 1)::inet)::inet;
  IF address << '::ffff:0:0/96' THEN address := '0.0.0.0'::inet + (address - '::ffff:0:0'::inet); END IF;
  RETURN address;
EXCEPTION WHEN invalid_text_representation THEN
  RETURN NULL;
END $$;

CREATE FUNCTION index_device_labels() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'UPDATE' THEN
    DELETE FROM device_label WHERE organization_id = OLD.organization_id AND device_id = OLD.id
      AND label = ANY (OLD.labels) AND label <> ALL (NEW.labels);
  END IF;
  INSERT INTO device_label SELECT NEW.organization_id, label, NEW.id FROM unnest(NEW.labels) label ON CONFLICT DO NOTHING;
  RETURN NULL;
END $$;
CREATE FUNCTION index_device_addresses() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'UPDATE' THEN
    DELETE FROM device_address WHERE organization_id = OLD.organization_id AND device_id = OLD.id
      AND address IN (SELECT address_in(reported) FROM unnest(OLD.ip_addresses) reported);
  END IF;
  INSERT INTO device_address
    SELECT NEW.organization_id, address_in(reported), NEW.id FROM unnest(NEW.ip_addresses) reported
    WHERE address_in(reported) IS NOT NULL
    ON CONFLICT DO NOTHING;
  RETURN NULL;
END $$;
CREATE TRIGGER device_labels_added AFTER INSERT ON device
  FOR EACH ROW WHEN (NEW.labels <> '{}') EXECUTE FUNCTION index_device_labels();
CREATE TRIGGER device_labels_changed AFTER UPDATE ON device
  FOR EACH ROW WHEN (OLD.labels IS DISTINCT FROM NEW.labels) EXECUTE FUNCTION index_device_labels();
CREATE TRIGGER device_addresses_added AFTER INSERT ON device
  FOR EACH ROW WHEN (NEW.ip_addresses <> '{}') EXECUTE FUNCTION index_device_addresses();
CREATE TRIGGER device_addresses_changed AFTER UPDATE ON device
  FOR EACH ROW WHEN (OLD.ip_addresses IS DISTINCT FROM NEW.ip_addresses) EXECUTE FUNCTION index_device_addresses();
INSERT INTO device_address
  SELECT DISTINCT organization_id, address_in(reported), id FROM device, unnest(ip_addresses) reported
  WHERE address_in(reported) IS NOT NULL;

-- Who works on a detection, and how far they are. Each index ends in the order of the list.
ALTER TABLE detection
  ADD COLUMN status text NOT NULL DEFAULT 'NEW' CHECK (status IN ('NEW', 'IN_PROGRESS', 'RESOLVED', 'FALSE_POSITIVE')),
  ADD COLUMN assignee_id uuid,
  ADD COLUMN text text NOT NULL GENERATED ALWAYS AS (lower(
    title || ' ' || coalesce(technique, '') || ' ' || coalesce(process->>'name', '') || ' ' ||
    coalesce(process->>'path', '') || ' ' || coalesce(process->>'sha256', ''))) STORED,
  ADD FOREIGN KEY (organization_id, assignee_id) REFERENCES analyst (organization_id, id);
CREATE INDEX detection_status ON detection (organization_id, status, fired_at, id);
CREATE INDEX detection_severity ON detection (organization_id, severity, fired_at, id);
CREATE INDEX detection_assignee ON detection (organization_id, assignee_id, fired_at, id) WHERE assignee_id IS NOT NULL;
CREATE INDEX detection_search ON detection USING gin (text gin_trgm_ops);
-- As for actions: how rare a word is decides between its index and the order of the list.
ALTER TABLE detection ALTER COLUMN text SET STATISTICS 1000;

-- `search` finds what an action was aimed at. The expressions stay in line: the planner cannot see into a function.
CREATE OR REPLACE FUNCTION add_action_text() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO action_text
  SELECT id, device_id, lower(concat_ws(' ', justification,
    parameters->>'path', parameters->>'sha256', parameters->>'address', parameters->>'processName', parameters->>'username',
    translate(parameters->>'allowAddresses', '[]",', '    '),
    CASE WHEN output IS NOT NULL THEN values_of(output) END, failure_message))
  FROM added;
  RETURN NULL;
END $$;
CREATE OR REPLACE FUNCTION change_action_text() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE action_text SET text = lower(concat_ws(' ', NEW.justification,
    NEW.parameters->>'path', NEW.parameters->>'sha256', NEW.parameters->>'address', NEW.parameters->>'processName',
    NEW.parameters->>'username', translate(NEW.parameters->>'allowAddresses', '[]",', '    '),
    values_of(NEW.output), NEW.failure_message))
  WHERE action_id = NEW.id;
  RETURN NULL;
END $$;
UPDATE action_text SET text = lower(concat_ws(' ', a.justification,
    a.parameters->>'path', a.parameters->>'sha256', a.parameters->>'address', a.parameters->>'processName',
    a.parameters->>'username', translate(a.parameters->>'allowAddresses', '[]",', '    '),
    values_of(a.output), a.failure_message))
  FROM response_action a WHERE action_id = a.id;

DO $$
DECLARE role text := current_setting('defend.app_role', true);
BEGIN
  IF coalesce(role, '') = '' OR role = current_user THEN RETURN; END IF;
  EXECUTE format('GRANT SELECT, INSERT, DELETE ON device_label, device_address TO %I', role);
END $$;
