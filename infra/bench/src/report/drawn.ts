/** A section with the charts that it shows, by their files. */
export interface Drawn {
  readonly text: string;
  readonly charts: Readonly<Record<string, string>>;
}
