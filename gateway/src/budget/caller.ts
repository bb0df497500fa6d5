import { isIPv6 } from 'node:net';
import type { Role, Viewer } from '@linli/domain/viewer';
import type { HttpRequest } from '@linli/subgraph/http-server';
import type { CallerKind } from './budgets.js';

/** Whose purse an operation is paid from. */
export interface Caller {
  readonly kind: CallerKind;
  readonly key: string;
}

const ANALYSTS: readonly Role[] = ['ANALYST', 'AUDITOR'];

/** Where a request comes from; `proxies` of our own stand before us, and each has added whom it heard. */
export function addressOf(request: Pick<HttpRequest, 'address' | 'headers'>, proxies: number): string {
  const forwarded = request.headers['x-forwarded-for'];
  const named = typeof forwarded === 'string' ? forwarded.split(',').map((address) => address.trim()) : [];
  return [...named, request.address].at(-1 - proxies) ?? request.address;
}

/**
 * A person pays for themselves, from a purse for each kind that they ask as; a machine by its account, and the public by address. Who
 * holds several roles is of the kind that may spend the most; whoever is only a unit's representative acts for the unit.
 */
export function callerOf(viewer: Viewer, address: string): Caller {
  const kind = kindOf(viewer);
  return { kind, key: `${kind} ${viewer.person ?? viewer.account ?? networkOf(address)}` };
}

function kindOf({ person, account, roles }: Viewer): CallerKind {
  if (roles.some(({ role }) => ANALYSTS.includes(role))) return 'analyst';
  if (roles.some(({ role }) => role !== 'UNIT_REPRESENTATIVE')) return 'frontend';
  if (roles.length > 0) return 'unit';
  return person === null && account === undefined ? 'public' : 'frontend';
}

/** Of IPv6 the first half, since a single home has all addresses behind it. */
function networkOf(address: string): string {
  if (!isIPv6(address) || address.startsWith('::ffff:')) return address;
  const [head = '', tail] = address.split('::');
  const before = head === '' ? [] : head.split(':');
  const after = tail === undefined || tail === '' ? [] : tail.split(':');
  const between = tail === undefined ? [] : Array.from({ length: 8 - before.length - after.length }, () => '0');
  return [...before, ...between, ...after].slice(0, 4).join(':');
}
