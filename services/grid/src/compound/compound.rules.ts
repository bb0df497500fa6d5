import { levelOf } from '@linli/domain/territory';
import { nameFrom } from '../name.rules.js';

export enum CompoundKind {
  GATED = 'GATED',
  COURTYARD = 'COURTYARD',
  DORMITORY = 'DORMITORY',
  VILLAGE = 'VILLAGE',
  BUSINESS_DISTRICT = 'BUSINESS_DISTRICT',
  MARKET = 'MARKET',
}

export enum PropertyManagement {
  COMPANY = 'COMPANY',
  SELF_MANAGED = 'SELF_MANAGED',
  NONE = 'NONE',
}

export interface NewCompound {
  readonly community: string;
  readonly name: string;
  readonly kind: CompoundKind;
  readonly propertyManagement: PropertyManagement;
  readonly plan?: string | null;
}

export interface CompoundChange {
  readonly name?: string | null;
  readonly propertyManagement?: PropertyManagement | null;
  readonly plan?: string | null;
}

const MOST_OF_A_PLAN = 50_000;

/** Path of the first input that makes no compound; null where all do. */
export function faultInNewCompound(compound: NewCompound): string | null {
  if (levelOf(compound.community) !== 'COMMUNITY') return 'input.community';
  return faultInCompoundChange(compound);
}

/** Path of the first change that a compound does not take; null where it takes all. What is left out stays; a plan may be taken off. */
export function faultInCompoundChange(change: CompoundChange): string | null {
  if (change.name !== undefined && nameFrom(change.name) === null) return 'input.name';
  if (change.propertyManagement === null) return 'input.propertyManagement';
  return isPlan(change.plan ?? null) ? null : 'input.plan';
}

function isPlan(plan: string | null): boolean {
  return plan === null || (plan.trim() !== '' && Array.from(plan).length <= MOST_OF_A_PLAN);
}
