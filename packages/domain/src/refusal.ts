export type Language = 'zh' | 'en';

/** What a client may need to go on after a refusal: `allowed`, `remaining`, `until`, the `path` of an input. */
export type Facts = Readonly<Record<string, string | number | boolean | null | readonly (string | number)[]>>;

/**
 * The domain's no to a request: a stable code, the facts that a client needs, and a message in each language. A refusal is a
 * caller's affair; anything else that is thrown is a defect and is masked.
 */
export class Refusal extends Error {
  readonly code: string;
  readonly facts: Facts;
  readonly messages: Readonly<Record<Language, string>>;

  constructor(code: string, messages: Readonly<Record<Language, string>>, facts: Facts = {}) {
    super(messages.en);
    this.name = 'Refusal';
    this.code = code;
    this.facts = facts;
    this.messages = messages;
  }
}

/** A refusal as written down: its code and its message in each language, with `{fact}` where a fact stands. */
export interface RefusalTemplate {
  readonly code: string;
  readonly zh: string;
  readonly en: string;
}

type SlotsOf<Text extends string> = Text extends `${string}{${infer Slot}}${infer Rest}` ? Slot | SlotsOf<Rest> : never;
type FactsOf<Template extends RefusalTemplate> = Readonly<
  Record<SlotsOf<Template['zh']> | SlotsOf<Template['en']>, Facts[string]>
> &
  Facts;

/** Named factories of refusals; what they are made from stays readable as `templates`, for the generated catalogue. */
export type Catalogue<Templates extends Record<string, RefusalTemplate>> = {
  readonly [Name in keyof Templates]: [SlotsOf<Templates[Name]['zh'] | Templates[Name]['en']>] extends [never]
    ? (facts?: Facts) => Refusal
    : (facts: FactsOf<Templates[Name]>) => Refusal;
} & { readonly templates: readonly RefusalTemplate[] };

/** Turns templates into named factories: `CaseErrors.alreadyClosed({ number, closedAt })`. */
export function catalogue<const Templates extends Record<string, RefusalTemplate>>(
  templates: Templates,
): Catalogue<Templates> {
  const factories = Object.fromEntries(
    Object.entries(templates).map(([name, template]) => [name, (facts: Facts = {}) => refusalFrom(template, facts)]),
  );
  return { ...factories, templates: Object.values(templates) } as unknown as Catalogue<Templates>;
}

function refusalFrom(template: RefusalTemplate, facts: Facts): Refusal {
  const fill = (text: string) => text.replace(/\{(\w+)\}/g, (_, slot: string) => spell(facts[slot]));
  return new Refusal(template.code, { zh: fill(template.zh), en: fill(template.en) }, facts);
}

function spell(fact: Facts[string] | undefined): string {
  return Array.isArray(fact) ? fact.join(', ') : String(fact ?? '–');
}
