-- What an isolation or a block left standing, and on what of its device: the same target, the same thing.
ALTER TABLE response_action
  ADD COLUMN effect text CHECK (effect IN ('IN_FORCE', 'OVER', 'REPLACED', 'UNDONE')),
  ADD COLUMN effect_target text GENERATED ALWAYS AS (CASE
    WHEN type IN ('ISOLATE_DEVICE', 'UNISOLATE_DEVICE') THEN 'network'
    WHEN type IN ('BLOCK_IP', 'UNBLOCK_IP') THEN parameters->>'address' END) STORED;

CREATE TABLE investigation (
  id uuid PRIMARY KEY,
  organization_id uuid NOT NULL REFERENCES organization (id),
  title text NOT NULL,
  opened_at timestamptz(3) NOT NULL,
  closed_at timestamptz(3),
  UNIQUE (organization_id, id)
);
CREATE INDEX investigation_order ON investigation (organization_id, opened_at, id);

-- Its id is made of who reported it and their own id for it: reported twice it is one row.
CREATE TABLE detection (
  id uuid PRIMARY KEY,
  organization_id uuid NOT NULL,
  device_id uuid NOT NULL,
  investigation_id uuid,
  title text NOT NULL,
  severity text NOT NULL CHECK (severity IN ('CRITICAL', 'HIGH', 'MEDIUM', 'LOW', 'INFORMATIONAL')),
  technique text,
  process jsonb,
  fired_at timestamptz(3) NOT NULL,
  reported_at timestamptz(3) NOT NULL,
  reported_by jsonb NOT NULL,
  external_id text NOT NULL,
  triggered uuid[] NOT NULL,
  UNIQUE (organization_id, id),
  FOREIGN KEY (organization_id, device_id) REFERENCES device (organization_id, id),
  FOREIGN KEY (organization_id, investigation_id) REFERENCES investigation (organization_id, id)
);
CREATE INDEX detection_order ON detection (organization_id, fired_at, id);
CREATE INDEX detection_device ON detection (organization_id, device_id, fired_at, id);
CREATE INDEX detection_investigation ON detection (organization_id, investigation_id, fired_at, id) WHERE investigation_id IS NOT NULL;

CREATE TABLE lateral_movement (
  id uuid PRIMARY KEY,
  organization_id uuid NOT NULL,
  from_device_id uuid NOT NULL,
  to_device_id uuid NOT NULL,
  investigation_id uuid,
  technique text,
  observed_at timestamptz(3) NOT NULL,
  UNIQUE (organization_id, id),
  FOREIGN KEY (organization_id, from_device_id) REFERENCES device (organization_id, id),
  FOREIGN KEY (organization_id, to_device_id) REFERENCES device (organization_id, id),
  FOREIGN KEY (organization_id, investigation_id) REFERENCES investigation (organization_id, id)
);
CREATE INDEX lateral_movement_order ON lateral_movement (organization_id, observed_at, id);
CREATE INDEX lateral_movement_investigation ON lateral_movement (organization_id, investigation_id, observed_at, id) WHERE investigation_id IS NOT NULL;

ALTER TABLE response_action
  ADD FOREIGN KEY (organization_id, detection_id) REFERENCES detection (organization_id, id),
  ADD FOREIGN KEY (organization_id, investigation_id) REFERENCES investigation (organization_id, id),
  ADD FOREIGN KEY (organization_id, undoes_id) REFERENCES response_action (organization_id, id),
  ADD FOREIGN KEY (organization_id, undone_by_id) REFERENCES response_action (organization_id, id);
CREATE INDEX response_action_effect ON response_action (device_id, effect_target)
  WHERE effect IN ('IN_FORCE', 'OVER') OR verification = 'SCHEDULED';
CREATE INDEX response_action_detection ON response_action (organization_id, detection_id, submitted_at, id) WHERE detection_id IS NOT NULL;
CREATE INDEX response_action_investigation ON response_action (organization_id, investigation_id, submitted_at, id) WHERE investigation_id IS NOT NULL;

DO $$
DECLARE role text := current_setting('defend.app_role', true);
BEGIN
  IF coalesce(role, '') = '' OR role = current_user THEN RETURN; END IF;
  EXECUTE format('GRANT SELECT, INSERT, UPDATE ON investigation, detection, lateral_movement TO %I', role);
END $$;
