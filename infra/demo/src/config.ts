import { resolve } from 'node:path';
import type { Language } from '@linli/domain/refusal';
import { callersLanguage } from '@linli/local/config';
import { DemoErrors } from './demo.errors.js';

/** Which Linli is filled, where the keys are that sign development tokens for it, and in which language its refusals come. */
export interface DemoConfig {
  readonly gatewayUrl: string;
  readonly dataFolder: string;
  readonly language: Language;
}

export function demoConfig(env: NodeJS.ProcessEnv = process.env): DemoConfig {
  const required = (name: string) => {
    const value = env[name];
    if (value === undefined || value === '') throw DemoErrors.settingMissing({ name });
    return value;
  };
  return {
    gatewayUrl: required('GATEWAY_URL'),
    dataFolder: resolve(required('LINLI_DATA')),
    language: callersLanguage(env),
  };
}
