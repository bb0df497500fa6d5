import { levelOf } from '@linli/domain/territory';
import { nameFrom } from '../name.rules.js';
import { faultInRing, type Position } from './boundary.rules.js';

/** What a grid specialises in: one grid, one feature (一网格一特色). */
export enum GridTheme {
  VOLUNTEERING = 'VOLUNTEERING',
  LIVELIHOOD = 'LIVELIHOOD',
  HEART_BRIDGE = 'HEART_BRIDGE',
  CIVILITY = 'CIVILITY',
  RULE_OF_LAW = 'RULE_OF_LAW',
  SAFETY = 'SAFETY',
  SCIENCE = 'SCIENCE',
  CARE = 'CARE',
  HOME_BASED_ELDERLY_CARE = 'HOME_BASED_ELDERLY_CARE',
}

export enum GridKind {
  RESIDENTIAL = 'RESIDENTIAL',
  SPECIAL = 'SPECIAL',
  MICRO = 'MICRO',
}

export interface NewGrid {
  readonly community: string;
  readonly name: string;
  readonly kind: GridKind;
  readonly themes?: readonly GridTheme[] | null;
  readonly parent?: string | null;
  readonly boundary?: readonly Position[] | null;
}

export interface GridChange {
  readonly name?: string | null;
  readonly themes?: readonly GridTheme[] | null;
  readonly boundary?: readonly Position[] | null;
}

/** Path of the first input that makes no grid; null where all do. A micro-grid has a parent, and nothing else has. */
export function faultInNewGrid(grid: NewGrid): string | null {
  if (levelOf(grid.community) !== 'COMMUNITY') return 'input.community';
  if (nameFrom(grid.name) === null) return 'input.name';
  const parent = grid.parent ?? null;
  if ((grid.kind === GridKind.MICRO) !== (parent !== null)) return 'input.parent';
  if (parent !== null && !isGridOf(parent, grid.community)) return 'input.parent';
  return faultInBoundary(grid.boundary ?? null);
}

/** Path of the first change that a grid does not take; null where it takes all. What is left out stays; a boundary may be taken off. */
export function faultInGridChange(change: GridChange): string | null {
  if (change.name !== undefined && nameFrom(change.name) === null) return 'input.name';
  if (change.themes === null) return 'input.themes';
  return faultInBoundary(change.boundary ?? null);
}

/** A grid lives from the day it was opened to the day before its successors took effect. */
export function isOpenOn(grid: { openedOn: string; closedOn: string | null }, day: string): boolean {
  return grid.openedOn <= day && (grid.closedOn === null || day < grid.closedOn);
}

function isGridOf(code: string, community: string): boolean {
  return levelOf(code) === 'GRID' && code.startsWith(community);
}

function faultInBoundary(boundary: readonly Position[] | null): string | null {
  return boundary === null ? null : faultInRing(boundary, 'input.boundary');
}

/** The code of the grid that comes so many-th in a community, or of the micro-grid in its grid. */
export function codeFrom(territory: string, sequence: number): string {
  return territory + String(sequence).padStart(digitsIn(territory), '0');
}

/** How many grids a community may ever have, or micro-grids a grid: its codes are never used again. */
export function mostCodesIn(territory: string): number {
  return 10 ** digitsIn(territory) - 1;
}

function digitsIn(territory: string): number {
  return levelOf(territory) === 'COMMUNITY' ? 3 : 2;
}
