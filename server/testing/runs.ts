/** The number of runs of a property: the variable PROPERTY_RUNS for a long search, otherwise `usual`. */
export const runs = (usual: number): number => Number(process.env['PROPERTY_RUNS'] ?? usual)
