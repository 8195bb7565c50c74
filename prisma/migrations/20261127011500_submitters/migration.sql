-- The analyst behind the detection that a rule or auto-response acted on: may not approve what they triggered.
ALTER TABLE response_action ADD COLUMN reporter_id uuid;
UPDATE response_action a
SET reporter_id = CASE d.reported_by->>'kind'
  WHEN 'analyst' THEN (d.reported_by->>'id')::uuid
  WHEN 'service_account' THEN (SELECT owner_id FROM service_account s
    WHERE s.organization_id = d.organization_id AND s.id = (d.reported_by->>'id')::uuid) END
FROM detection d
WHERE d.organization_id = a.organization_id AND d.id = a.detection_id
  AND a.status = 'PENDING_APPROVAL' AND a.origin IN ('AUTO_RESPONSE', 'RESPONSE_RULE');

-- Every e-mail address that an analyst has or ever had, in the form in which addresses are compared
-- (server/domain/people/email.ts). The service writes that form; this only approximates it for addresses seen so far.
CREATE TABLE analyst_email (
  organization_id uuid NOT NULL,
  analyst_id uuid NOT NULL,
  email text NOT NULL,
  PRIMARY KEY (organization_id, email, analyst_id),
  FOREIGN KEY (organization_id, analyst_id) REFERENCES analyst (organization_id, id)
);
CREATE INDEX analyst_email_of ON analyst_email (organization_id, analyst_id);
INSERT INTO analyst_email
  SELECT organization_id, id, trim(lower(regexp_replace(normalize(email, NFKC),
    U&'[\00AD\200B-\200F\202A-\202E\2060-\2064\2066-\206F\FEFF]', '', 'g')))
  FROM analyst;
DROP INDEX analyst_person;

DO $$
DECLARE role text := current_setting('defend.app_role', true);
BEGIN
  IF coalesce(role, '') = '' OR role = current_user THEN RETURN; END IF;
  EXECUTE format('GRANT SELECT, INSERT ON analyst_email TO %I', role);
END $$;
