import { existsSync, readFileSync } from 'node:fs';

/** Linux counts in hundredths of a second. */
const TICK_MS = 10;

/** CPU time of a process with all of its threads, user and system. */
export function cpuMsOf(pid) {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1).split(' ');
  return (Number(fields[11]) + Number(fields[12])) * TICK_MS;
}

/** Resident memory in MB. */
export function memoryOf(pid) {
  return Math.round(Number(/^VmRSS:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))[1]) / 1024);
}

/** Of the gateways' packages, as they are installed. */
const PACKAGES = {
  stock: ['@apollo/gateway', '@apollo/server'],
  hive: ['@graphql-hive/gateway'],
  'hive-rust': ['@graphql-hive/gateway', '@graphql-hive/router-runtime'],
};

export function versionsOf(gateways) {
  return Object.fromEntries(
    gateways.flatMap((name) =>
      (PACKAGES[name] ?? []).map((dependency) => [`${name}: ${dependency}`, versionOf(name, dependency)]),
    ),
  );
}

function versionOf(name, dependency) {
  const folder = name === 'hive-rust' ? 'hive' : name;
  const file = new URL(`../${folder}/node_modules/${dependency}/package.json`, import.meta.url);
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')).version : null;
}
