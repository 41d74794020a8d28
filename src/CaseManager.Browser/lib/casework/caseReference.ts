/** What people say to each other about a case: `3F2A-91BC`. */
export const referenceOf = (caseId: string): string => `${caseId.slice(0, 4)}-${caseId.slice(4, 8)}`.toUpperCase();
