import type { DirectoryWriter } from '@linli/events/subscriber';
import { accessRecordWriter } from './access-record.writers.js';
import { disclosureWriter } from './disclosure.writers.js';

/** What organization keeps of cases, from its feed: whom cases disclose to their handlers, and who read of whom there. */
export const casesDirectory: readonly DirectoryWriter[] = [disclosureWriter('cases'), accessRecordWriter('cases')];
