import type { Starts } from './starting.js';
import type { WorkName } from './works.js';

/** The machine and the versions that a part was measured with. */
export interface Circumstances {
  readonly at: string;
  readonly cpu: string;
  readonly cores: number;
  readonly memoryGiB: number;
  readonly system: string;
  readonly node: string;
  readonly postgres: string;
  readonly commit: string;
}

/** CPU time in milliseconds a request; null where the system does not tell. */
export interface CpuPerRequest {
  /** The gateway, or the peer itself. */
  readonly front: number | null;
  readonly subgraphs: number | null;
  readonly postgres: number | null;
}

/** One work at one target with so many callers: the median of the rounds. */
export interface Measured {
  readonly work: WorkName;
  readonly target: string;
  readonly callers: number;
  readonly rounds: number;
  readonly requests: number;
  /** Requests that were not answered rightly, such as those that ran out of their time. */
  readonly failed: number;
  readonly firstFailure: string | null;
  readonly requestsPerSecond: number;
  /** Milliseconds. */
  readonly p50: number;
  readonly p99: number;
  readonly cpu: CpuPerRequest;
}

/** What one operation of Linli takes. */
export interface Traced {
  readonly work: WorkName;
  readonly subgraphRequests: number;
  readonly statements: number;
  /** Objects that subgraphs were told of, to say more about them; and those of them that they had been told of before. */
  readonly entities: number;
  readonly entitiesAgain: number;
}

/** Bytes held by a process with its children, or null where the system does not tell. */
export interface Memory {
  readonly process: string;
  readonly idle: number | null;
  readonly loaded: number | null;
}

export interface WorkPart {
  readonly part: 'work';
  readonly scale: number;
  readonly work: WorkName;
  readonly title: string;
  readonly circumstances: Circumstances;
  readonly seconds: number;
  readonly measured: readonly Measured[];
  readonly traced: Traced | null;
}

export interface MemoryPart {
  readonly part: 'memory';
  readonly scale: number;
  readonly circumstances: Circumstances;
  readonly memory: readonly Memory[];
}

export interface StartPart extends Starts {
  readonly part: 'start';
  readonly scale: number;
  readonly circumstances: Circumstances;
}

/** A statement with its plan, and what is wrong with the plan. */
export interface Explained {
  readonly work: WorkName;
  readonly service: string;
  readonly statement: string;
  readonly ms: number;
  readonly plan: unknown;
  readonly faults: readonly string[];
}

export interface ExplainPart {
  readonly part: 'explain';
  readonly scale: number;
  readonly circumstances: Circumstances;
  readonly explained: readonly Explained[];
}

/** Share of the CPU time that a process spent in the code of a module while it was under load. */
export interface ModuleShare {
  readonly module: string;
  readonly share: number;
}

export interface ProfilePart {
  readonly part: 'profile';
  readonly scale: number;
  readonly work: WorkName;
  readonly circumstances: Circumstances;
  readonly processes: readonly {
    readonly process: string;
    readonly modules: readonly ModuleShare[];
    /** Of what comes before an answer, calls included. */
    readonly before: readonly ModuleShare[];
  }[];
}

/** What gateways alone cost: of each work the bytes of an answer, and of each gateway the CPU milliseconds a request. */
export interface GatewayPart {
  readonly part: 'gateways';
  readonly scale: number;
  readonly circumstances: Circumstances;
  readonly works: Readonly<
    Record<string, { readonly bytes: number; readonly gateways: Readonly<Record<string, { readonly cpuMs: number }>> }>
  >;
}

export type Part = GatewayPart | WorkPart | MemoryPart | StartPart | ExplainPart | ProfilePart;
