import { parentPort, workerData } from 'node:worker_threads';
import { planGrids, type BuildingToPlan } from './planner.js';

/** The thread of one plan: given what to plan, it posts the plan and ends. */
const { buildings, targetHouseholds } = workerData as {
  buildings: readonly BuildingToPlan[];
  targetHouseholds: number;
};
parentPort?.postMessage(planGrids(buildings, targetHouseholds));
