import { Directive, Field, ID, InputType, Int, ObjectType, registerEnumType } from 'type-graphql';
import { CivilDayScalar, TerritoryCodeScalar } from '@linli/subgraph/scalars';
import { Department, GridRole, type Appointment } from './grid-post.rules.js';

registerEnumType(GridRole, {
  name: 'GridRole',
  valuesConfig: {
    SUPERVISOR: { description: '督导员: supervises several grids.' },
    GRID_LEADER: { description: '网格长' },
    GRID_LEADER_ASSISTANT: { description: '网格长助理: an in-service party member sent down to the grid.' },
    GRID_WORKER: { description: '网格员' },
    GRID_COORDINATOR: {
      description:
        "网格协管员: from public security, civil affairs, justice, housing, health, market supervision, city management, or the street's party-mass service centre.",
    },
    GRID_LIAISON: { description: '网格联络员: from a unit in the area.' },
    MOBILE_GRID_WORKER: { description: '流动网格员: couriers and delivery riders.' },
    MICRO_GRID_LEADER: { description: '微网格长' },
    BUILDING_CHIEF: { description: '楼栋长' },
    ENTRANCE_CHIEF: { description: '单元长' },
  },
});
registerEnumType(Department, { name: 'Department' });

@ObjectType({
  description:
    "A person's appointment to a grid, or to a building of it, for a time; a supervisor's or mobile worker's to a community or street.",
})
@Directive('@key(fields: "id")')
export class GridPost {
  @Field(() => ID)
  id!: string;

  @Field(() => GridRole)
  role!: GridRole;

  @Field(() => TerritoryCodeScalar, {
    description: 'Where the post is; among the posts of an earlier day, where it was then.',
  })
  territory!: string;

  @Field(() => Int, { nullable: true, description: 'Of an entrance chief, counted from 1.' })
  entrance!: number | null;

  @Field(() => Department, { nullable: true, description: 'That sent a coordinator.' })
  department!: Department | null;

  @Field(() => CivilDayScalar)
  startsOn!: string;

  @Field(() => CivilDayScalar, {
    nullable: true,
    description: 'The last day; the day before the first where the post was called off before it began.',
  })
  endsOn!: string | null;

  @Field(() => CivilDayScalar, {
    nullable: true,
    description: 'When the roster was put up for the residents to see (公示).',
  })
  publicisedOn!: string | null;
}

@InputType()
export class AppointToGridInput implements Appointment {
  @Field(() => ID)
  person!: string;

  @Field(() => GridRole)
  role!: GridRole;

  @Field(() => TerritoryCodeScalar)
  territory!: string;

  @Field(() => ID, { nullable: true })
  building?: string | null;

  @Field(() => Int, { nullable: true })
  entrance?: number | null;

  @Field(() => Department, { nullable: true })
  department?: Department | null;

  @Field(() => ID, { nullable: true })
  unit?: string | null;

  @Field(() => CivilDayScalar)
  startsOn!: string;
}
