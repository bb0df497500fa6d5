import { existsSync } from 'node:fs';
import { Worker } from 'node:worker_threads';
import { planGrids, type BuildingToPlan, type Plan } from './planner.js';

const THREAD = new URL('./planner-thread.js', import.meta.url);

/**
 * Makes a plan in a thread of its own: a large community takes seconds, in which other requests go on. From source, as tests run,
 * there is no built thread, and nobody else who waits. Null where there are no households to divide.
 */
export function planApart(buildings: readonly BuildingToPlan[], targetHouseholds: number): Promise<Plan | null> {
  if (!existsSync(THREAD)) return Promise.resolve(planGrids(buildings, targetHouseholds));
  return new Promise((resolve, reject) => {
    const thread = new Worker(THREAD, { workerData: { buildings, targetHouseholds } });
    thread.once('message', resolve);
    thread.once('error', reject);
    thread.once('exit', () => reject(new Error('the thread of the planner ended without a plan')));
  });
}
