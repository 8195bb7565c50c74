/**
 * A query for the ids of the analysts who are one person with this one, itself included. A shared address, present or
 * past, joins two analysts; joins are transitive.
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
