const mayAct = (analyst: string) => `${analyst}.roles && '{ANALYST,ADMIN}'`

/**
 * An SQL condition: the submitter of an action may still act. For an analyst, the roles in the latest token decide. For a
 * service account, its own roles and its owner's decide, and its key must not be revoked. Actions submitted by response
 * rules or by the server always pass.
 * @param action SQL alias of the action's row
 */
export const submitterMayAct = (action: string): string => `CASE ${action}.submitted_by->>'kind'
  WHEN 'analyst' THEN EXISTS (SELECT FROM analyst a WHERE a.id = ${action}.submitted_by_id AND ${mayAct('a')})
  WHEN 'service_account' THEN EXISTS (SELECT FROM service_account s JOIN analyst a ON a.id = s.owner_id
    WHERE s.id = ${action}.submitted_by_id AND s.revoked_at IS NULL AND ${mayAct('s')} AND ${mayAct('a')})
  ELSE true END`
