/**
 * A query for the ids of all analysts who are the same person as this one, including this one. Two analysts are the same
 * person if they share an email address, present or past. The relation is transitive.
 * @param organization SQL for the organization's id
 * @param analyst SQL for the analyst's id
 */
export const samePersonAs = (organization: string, analyst: string): string => `
WITH RECURSIVE same(id) AS (
  SELECT ${analyst}
  UNION
  SELECT other.analyst_id FROM same
    JOIN analyst_email mine ON mine.organization_id = ${organization} AND mine.analyst_id = same.id
    JOIN analyst_email other ON other.organization_id = mine.organization_id AND other.email = mine.email
) SELECT id FROM same`
