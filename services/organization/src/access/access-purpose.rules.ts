/** Why someone reads personal data. */
export enum AccessPurpose {
  CASE_HANDLING = 'CASE_HANDLING',
  CARE_VISIT = 'CARE_VISIT',
  ELECTION = 'ELECTION',
  VOLUNTEER_COORDINATION = 'VOLUNTEER_COORDINATION',
  MEMBERSHIP_ADMINISTRATION = 'MEMBERSHIP_ADMINISTRATION',
  EMERGENCY = 'EMERGENCY',
  INSPECTION = 'INSPECTION',
  PHONE_SEARCH = 'PHONE_SEARCH',
}

/** Purposes that rest on no consent of the person: a right of theirs, and a search that is limited otherwise. */
export const WITHOUT_CONSENT: readonly AccessPurpose[] = [AccessPurpose.INSPECTION, AccessPurpose.PHONE_SEARCH];
