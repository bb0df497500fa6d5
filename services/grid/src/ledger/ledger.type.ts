import { Field, InputType, Int, ObjectType, registerEnumType } from 'type-graphql';
import { CivilDayScalar } from '@linli/subgraph/scalars';
import { FigureQualifier, LedgerCategory, type NewLedgerEntry } from './ledger.rules.js';

registerEnumType(LedgerCategory, {
  name: 'LedgerCategory',
  description: 'What a ledger (台账) counts; it holds counts, never names.',
});
registerEnumType(FigureQualifier, {
  name: 'FigureQualifier',
  valuesConfig: {
    AT_LEAST: { description: 'At least (4900多户).' },
    WITHHELD: { description: 'Known to exist, withheld by the source; never read as 0.' },
  },
});

@ObjectType({
  description:
    "Counts of people below 10 are null for anyone outside the territory's own officers and grid staff (small-cell suppression). Nor are they told a total that would give such a count away: they are told at least what they are told of its parts.",
})
export class LedgerEntry {
  @Field(() => LedgerCategory)
  category!: LedgerCategory;

  @Field(() => Int, {
    nullable: true,
    description: 'A sum beyond what an Int holds is AT_LEAST the most that it holds.',
  })
  count!: number | null;

  @Field(() => FigureQualifier)
  qualifier!: FigureQualifier;

  @Field(() => CivilDayScalar, { description: 'Of a sum, the day of its oldest part.' })
  asOf!: string;
}

@InputType()
export class LedgerEntryInput implements NewLedgerEntry {
  @Field(() => LedgerCategory)
  category!: LedgerCategory;

  @Field(() => Int, { nullable: true, description: 'Null where it is WITHHELD, and nowhere else.' })
  count?: number | null;

  @Field(() => FigureQualifier, { defaultValue: FigureQualifier.EXACT })
  qualifier!: FigureQualifier;
}
