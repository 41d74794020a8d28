/** Whether roles open reports, and so need the team's keys. An auditor signs, and opens nothing. */
export const opensReports = (roles: readonly string[]): boolean => roles.includes("caseworker") || roles.includes("supervisor");
