export enum Channel {
  HOTLINE_12345 = 'HOTLINE_12345',
  GRID_PATROL = 'GRID_PATROL',
  HOME_VISIT = 'HOME_VISIT',
  WECHAT = 'WECHAT',
  PORTAL = 'PORTAL',
  MEETING = 'MEETING',
  STATION = 'STATION',
  PARTNER = 'PARTNER',
}

export enum CaseScale {
  MINOR = 'MINOR',
  MAJOR = 'MAJOR',
}

export enum Urgency {
  ROUTINE = 'ROUTINE',
  URGENT = 'URGENT',
  EMERGENCY = 'EMERGENCY',
}

/** How a case weighs on its reporter, in their own word (操心事、烦心事、揪心事). */
export enum Concern {
  WORRY = 'WORRY',
  ANNOYANCE = 'ANNOYANCE',
  DISTRESS = 'DISTRESS',
}

export enum CaseOrder {
  NEWEST = 'NEWEST',
  OLDEST = 'OLDEST',
  RESOLVE_BY = 'RESOLVE_BY',
}
