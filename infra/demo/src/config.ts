import { resolve } from 'node:path';
import { DemoErrors } from './demo.errors.js';

/** Which Linli is filled, and where the keys are that sign development tokens for it. */
export interface DemoConfig {
  readonly gatewayUrl: string;
  readonly dataFolder: string;
}

export function demoConfig(env: NodeJS.ProcessEnv = process.env): DemoConfig {
  const required = (name: string) => {
    const value = env[name];
    if (value === undefined || value === '') throw DemoErrors.settingMissing({ name });
    return value;
  };
  return { gatewayUrl: required('GATEWAY_URL'), dataFolder: resolve(required('LINLI_DATA')) };
}
