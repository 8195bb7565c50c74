-- Enumerations are text with checks: adding a value later needs no lock on the table and no cast in a statement.

CREATE TABLE organization (
  id uuid PRIMARY KEY,
  issuer text NOT NULL,
  external_id text NOT NULL,
  created_at timestamptz(3) NOT NULL DEFAULT now(),
  settings jsonb NOT NULL DEFAULT '{}',
  UNIQUE (issuer, external_id)
);

CREATE TABLE analyst (
  id uuid PRIMARY KEY,
  organization_id uuid NOT NULL REFERENCES organization (id),
  subject text NOT NULL,
  email text NOT NULL,
  name text NOT NULL,
  roles text[] NOT NULL,
  seen_at timestamptz(3) NOT NULL,
  UNIQUE (organization_id, id),
  UNIQUE (organization_id, subject)
);
CREATE INDEX analyst_person ON analyst (organization_id, lower(email));

CREATE TABLE device (
  id uuid PRIMARY KEY,
  organization_id uuid NOT NULL REFERENCES organization (id),
  hostname text NOT NULL,
  platform text NOT NULL CHECK (platform IN ('WINDOWS', 'LINUX', 'MACOS')),
  agent_version text,
  ip_addresses text[] NOT NULL DEFAULT '{}',
  enrolled_at timestamptz(3) NOT NULL,
  revoked_at timestamptz(3),
  certificate_expires_at timestamptz(3) NOT NULL,
  isolated boolean NOT NULL DEFAULT false,
  isolated_since timestamptz(3),
  blocked_addresses text[] NOT NULL DEFAULT '{}',
  quarantined_files jsonb NOT NULL DEFAULT '[]',
  reported_at timestamptz(3),
  last_seen_at timestamptz(3),
  -- Where it is connected: the process, that connection's epoch, since when, and for how long before that.
  connected_to uuid,
  connection_epoch bigint NOT NULL DEFAULT 0,
  connected_since timestamptz(3),
  connected_ms bigint NOT NULL DEFAULT 0,
  UNIQUE (organization_id, id)
);
CREATE INDEX device_order ON device (organization_id, hostname, id);
CREATE INDEX device_connected_to ON device (connected_to) WHERE connected_to IS NOT NULL;

-- A process of the service; one that is silent for 20 s holds no connection any more.
CREATE TABLE server_process (
  id uuid PRIMARY KEY,
  heartbeat_at timestamptz(3) NOT NULL
);

CREATE TABLE enrollment_token (
  id uuid PRIMARY KEY,
  organization_id uuid NOT NULL REFERENCES organization (id),
  secret_hash text NOT NULL UNIQUE,
  created_by jsonb NOT NULL,
  created_at timestamptz(3) NOT NULL,
  expires_at timestamptz(3) NOT NULL,
  uses_left integer NOT NULL CHECK (uses_left >= 0),
  revoked_at timestamptz(3),
  UNIQUE (organization_id, id)
);

CREATE TABLE idempotency_key (
  id uuid PRIMARY KEY,
  organization_id uuid NOT NULL REFERENCES organization (id),
  content text NOT NULL,
  result_id uuid NOT NULL
);

-- The fold of an action's events, with what the events have only the hashes of.
CREATE TABLE response_action (
  id uuid PRIMARY KEY,
  organization_id uuid NOT NULL,
  type text NOT NULL,
  status text NOT NULL CHECK (status IN ('PENDING_APPROVAL', 'QUEUED', 'EXECUTING', 'COMPLETED', 'FAILED', 'CANCELLED')),
  lane text NOT NULL CHECK (lane IN ('SHORT', 'LONG')),
  parameters jsonb NOT NULL,
  destructive boolean NOT NULL,
  origin text NOT NULL,
  justification text NOT NULL,
  device_id uuid,
  person_id uuid,
  submitted_by jsonb NOT NULL,
  submitted_by_id uuid,
  responsible_id uuid,
  submitted_at timestamptz(3) NOT NULL,
  approvals_required integer NOT NULL,
  decisions jsonb NOT NULL,
  approver_ids uuid[] NOT NULL,
  digest text NOT NULL,
  queued_at timestamptz(3),
  queued_sequence bigint,
  started_at timestamptz(3),
  started_connected_ms bigint,
  command_id uuid,
  completed_at timestamptz(3),
  expires_at timestamptz(3) NOT NULL,
  failure_code text,
  failure_message text,
  cancellation jsonb,
  effect_for integer,
  effect_until timestamptz(3),
  undoes_id uuid,
  undone_by_id uuid,
  output jsonb,
  answered text[] NOT NULL,
  verification text NOT NULL CHECK (verification IN ('NOT_SCHEDULED', 'SCHEDULED', 'PASSED', 'FAILED', 'INCONCLUSIVE')),
  verification_due_at timestamptz(3),
  verification_next_at timestamptz(3),
  verification_postponed boolean NOT NULL DEFAULT false,
  verification_attempts integer NOT NULL DEFAULT 0,
  verified_at timestamptz(3),
  evidence jsonb,
  detection_id uuid,
  investigation_id uuid,
  bulk_action_id uuid,
  due_at timestamptz(3),
  UNIQUE (organization_id, id),
  FOREIGN KEY (organization_id, device_id) REFERENCES device (organization_id, id)
) WITH (fillfactor = 70);
CREATE INDEX response_action_submitted ON response_action (organization_id, submitted_at, id);
CREATE INDEX response_action_completed ON response_action (organization_id, completed_at, id) WHERE completed_at IS NOT NULL;
CREATE INDEX response_action_device ON response_action (organization_id, device_id, submitted_at, id);
CREATE INDEX response_action_open ON response_action (device_id, lane, queued_sequence)
  WHERE status IN ('PENDING_APPROVAL', 'QUEUED', 'EXECUTING');
CREATE INDEX response_action_verifying ON response_action (device_id) WHERE verification = 'SCHEDULED';
CREATE INDEX response_action_due ON response_action (due_at) WHERE due_at IS NOT NULL;

CREATE TABLE ledger_head (
  organization_id uuid PRIMARY KEY REFERENCES organization (id),
  sequence bigint NOT NULL DEFAULT 0,
  hash text NOT NULL DEFAULT repeat('0', 64),
  at timestamptz(3) NOT NULL DEFAULT to_timestamp(0)
) WITH (fillfactor = 50);

-- `canonical` is the very text that was hashed; the other columns are copies of what it says, for conditions,
-- and `device_id` is the device that the action or the event is about.
CREATE TABLE audit_event (
  organization_id uuid NOT NULL REFERENCES organization (id),
  sequence bigint NOT NULL,
  kind text NOT NULL,
  at timestamptz(3) NOT NULL,
  action_id uuid,
  device_id uuid,
  actor jsonb NOT NULL,
  actor_id uuid,
  canonical text NOT NULL,
  hash text NOT NULL,
  PRIMARY KEY (organization_id, sequence)
);
CREATE INDEX audit_event_action ON audit_event (organization_id, action_id, sequence) WHERE action_id IS NOT NULL;
CREATE INDEX audit_event_device ON audit_event (organization_id, device_id, sequence) WHERE device_id IS NOT NULL;
CREATE INDEX audit_event_actor ON audit_event (organization_id, actor_id, sequence) WHERE actor_id IS NOT NULL;

CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'the ledger is append-only: % on % is refused', TG_OP, TG_TABLE_NAME USING ERRCODE = 'insufficient_privilege';
END $$;
CREATE TRIGGER audit_event_is_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_event
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- The service works as a role that owns nothing; the ledger it may only append to.
DO $$
DECLARE role text := current_setting('defend.app_role', true);
BEGIN
  IF coalesce(role, '') = '' OR role = current_user THEN RETURN; END IF;
  EXECUTE format('GRANT USAGE ON SCHEMA public TO %I', role);
  EXECUTE format('GRANT SELECT, INSERT, UPDATE ON organization, analyst, device, enrollment_token, idempotency_key, response_action, ledger_head TO %I', role);
  EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON server_process TO %I', role);
  EXECUTE format('GRANT SELECT, INSERT ON audit_event TO %I', role);
END $$;
