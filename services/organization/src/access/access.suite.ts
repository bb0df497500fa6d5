import type { Viewer } from '@linli/domain/viewer';
import { changesBy, idOf, streetOfficer, type OrganizationSuite } from '../organization.suite.js';

export const PHONE = '13905621234';

export const themselves = (id: string): Viewer => ({ person: id, roles: [] });

/** What is done with contact data in a suite: people registered, their consent, reads and the records of them. */
export function accessesIn(suite: () => OrganizationSuite) {
  return {
    registered: (input: Record<string, unknown> = {}) =>
      idOf(changesBy(suite().as(streetOfficer)).register({ name: '王小明', phone: PHONE, ...input })),
    consentTo: (purpose: string, id: string) =>
      idOf(suite().as(themselves(id)).ask(`mutation { giveConsent(person: "${id}", purpose: ${purpose}) { id } }`)),
    read: (viewer: Viewer, id: string, purpose = 'CASE_HANDLING', reason: string | null = null) =>
      suite()
        .as(viewer)
        .ask(
          `query ($reason: String) { person(id: "${id}") { id contact(purpose: ${purpose}, reason: $reason) { name phone address } } }`,
          { reason },
        ),
    recordsOf: async (viewer: Viewer, id: string, language: 'zh' | 'en' = 'en') =>
      (
        await suite()
          .as(viewer, { language })
          .ask(
            `{ person(id: "${id}") { accessRecords { totalCount nodes { at readBy reader purpose reason fields reviewedAt justified note } } } }`,
          )
      ).data.person?.accessRecords,
  };
}
