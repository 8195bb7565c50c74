const mayAct = (analyst: string) => `${analyst}.roles && '{ANALYST,ADMIN}'`

/**
 * Whether whoever submitted an action may still act, as last seen: an analyst by the last token, a service account by
 * its roles, its owner's, and as long as its key is not revoked. What rules and the server submit stands.
 */
export const submitterMayAct = (action: string): string => `CASE ${action}.submitted_by->>'kind'
  WHEN 'analyst' THEN EXISTS (SELECT FROM analyst a WHERE a.id = ${action}.submitted_by_id AND ${mayAct('a')})
  WHEN 'service_account' THEN EXISTS (SELECT FROM service_account s JOIN analyst a ON a.id = s.owner_id
    WHERE s.id = ${action}.submitted_by_id AND s.revoked_at IS NULL AND ${mayAct('s')} AND ${mayAct('a')})
  ELSE true END`
