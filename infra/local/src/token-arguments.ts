import { isTerritoryCode } from '@linli/domain/territory';
import { ROLES } from '@linli/domain/viewer';
import type { RoleHeld } from '@linli/domain/viewer';
import type { DevTokenRequest } from './dev-token.js';
import { LONGEST_LIFETIME_S } from './dev-token.js';
import { TokenErrors } from './token.errors.js';

const USAGE = '--role ROLE --territory CODE [--role … --unit ID] [--person ID] [--ttl SECONDS]';

/** Reads the arguments of `npm run token`. Each role takes the territory, or the unit, that follows it. */
export function readTokenArguments(args: readonly string[]): Omit<DevTokenRequest, 'dataFolder'> {
  const roles: { role: string; territory?: string; unit?: string }[] = [];
  let rest: Pick<DevTokenRequest, 'person' | 'lifetime'> = {};
  for (const [argument, value] of inPairs(args)) {
    switch (argument) {
      case '--role':
        roles.push({ role: value });
        break;
      case '--territory':
      case '--unit': {
        const kind = argument === '--unit' ? 'unit' : 'territory';
        const role = roles.at(-1);
        if (role === undefined || role[kind] !== undefined) throw TokenErrors.placeBeforeRole({ argument });
        role[kind] = value;
        break;
      }
      case '--person':
        rest = { ...rest, person: idFrom(argument, value) };
        break;
      case '--ttl':
        rest = { ...rest, lifetime: lifetimeFrom(value) };
        break;
      default:
        throw TokenErrors.argumentUnknown({ argument, usage: USAGE });
    }
  }
  if (roles.length === 0) throw TokenErrors.roleMissing({ usage: USAGE });
  return { ...rest, roles: roles.map(heldFrom) };
}

/** `--name value` and `--name=value` alike. */
function inPairs(args: readonly string[]): (readonly [argument: string, value: string])[] {
  const words = args.flatMap((word) => {
    const [, name, value] = /^(--[a-z]+)=(.*)$/.exec(word) ?? [];
    return name === undefined || value === undefined ? [word] : [name, value];
  });
  const starts = words.filter((_, index) => index % 2 === 0);
  return starts.map((argument, index) => {
    if (!/^--[a-z]+$/.test(argument)) throw TokenErrors.argumentUnknown({ argument, usage: USAGE });
    const value = words[index * 2 + 1];
    if (value === undefined || value.startsWith('--')) throw TokenErrors.valueMissing({ argument });
    return [argument, value] as const;
  });
}

function heldFrom({ role, territory, unit }: { role: string; territory?: string; unit?: string }): RoleHeld {
  const known = ROLES.find((candidate) => candidate === role);
  if (known === undefined) throw TokenErrors.roleUnknown({ role, allowed: ROLES });
  if (known === 'UNIT_REPRESENTATIVE') {
    if (unit === undefined) throw TokenErrors.unitMissing();
    if (territory !== undefined) throw TokenErrors.placeOfOtherKind({ role, argument: '--territory' });
    return { role: known, unit: idFrom('--unit', unit) };
  }
  if (unit !== undefined) throw TokenErrors.placeOfOtherKind({ role, argument: '--unit' });
  if (territory === undefined) throw TokenErrors.territoryMissing({ role });
  if (!isTerritoryCode(territory)) throw TokenErrors.territoryMalformed({ territory });
  return { role: known, territory };
}

function idFrom(argument: string, value: string): string {
  const isId = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(value);
  if (!isId) throw TokenErrors.idMalformed({ argument, value });
  return value.toLowerCase();
}

function lifetimeFrom(value: string): number {
  const seconds = Number(value);
  const fits = /^\d+$/.test(value) && seconds >= 1 && seconds <= LONGEST_LIFETIME_S;
  if (!fits) throw TokenErrors.lifetimeOutOfBounds({ value, max: LONGEST_LIFETIME_S });
  return seconds;
}
