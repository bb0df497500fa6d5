import { LockMode } from '@mikro-orm/postgresql';
import { RequestErrors } from '@linli/subgraph/request.errors';
import { assertKnownArea } from '../area/known-area.js';
import { change, type Asking } from '../asking.js';
import { nameFrom } from '../name.rules.js';
import { assertMayIn } from '../permissions.js';
import { assertMayBeDrawn } from './drawn-boundary.js';
import { GridRow } from './grid.entity.js';
import { GridErrors } from './grid.errors.js';
import { gridEvent } from './grid.events.js';
import { faultInGridChange, faultInNewGrid, isOpenOn, type GridChange, type NewGrid } from './grid.rules.js';
import { newGridCode } from './new-grid-code.js';
import { openGrid } from './open-grid.js';

/** Grids: opened and kept by the officers of their territory. */
export class GridService {
  readonly #asking: Asking;

  constructor(asking: Asking) {
    this.#asking = asking;
  }

  /** Opens a grid from today on, under the next code of its community, or of its grid for a micro-grid. Gives the code. */
  async create(input: NewGrid): Promise<string> {
    const fault = faultInNewGrid(input);
    if (fault !== null) throw RequestErrors.badUserInput({ path: fault });
    const { today, viewer } = this.#asking;
    assertMayIn('Mutation.createGrid', viewer, input.parent ?? input.community);
    return change(this.#asking, 'createGrid', input, async ({ em, publish, audit }) => {
      const { community, kind } = input;
      const parent = input.parent ?? null;
      await assertKnownArea(em, community, 'input.community');
      if (parent !== null) await openGrid(em, parent, today, 'input.parent');
      const code = await newGridCode(em, parent ?? community);
      const name = nameFrom(input.name) ?? '';
      const themes = [...new Set(input.themes ?? [])];
      const boundary = input.boundary ?? null;
      await assertMayBeDrawn(em, { code: null, kind, boundary }, today);
      const grid = em.create(GridRow, {
        code,
        community,
        parent,
        name,
        kind,
        themes,
        boundary,
        openedOn: today,
        closedOn: null,
      });
      await em.flush();
      publish(gridEvent('GridCreated', grid));
      audit({ type: 'grid', id: code, territory: code });
      return code;
    });
  }

  /** What the input leaves out stays as it is. */
  async update(code: string, input: GridChange): Promise<string> {
    const fault = faultInGridChange(input);
    if (fault !== null) throw RequestErrors.badUserInput({ path: fault });
    return change(this.#asking, 'updateGrid', { code, input }, async ({ em, publish, audit }) => {
      const grid = await em.findOne(GridRow, { code }, { lockMode: LockMode.PESSIMISTIC_WRITE });
      if (grid === null) throw RequestErrors.notFound({ path: 'code' });
      assertMayIn('Mutation.updateGrid', this.#asking.viewer, code);
      if (!isOpenOn(grid, this.#asking.today))
        throw GridErrors.closed({ grid: code, closedOn: grid.closedOn, path: 'code' });
      const before = grid.version;
      grid.name = nameFrom(input.name ?? null) ?? grid.name;
      if (input.themes) grid.themes = [...new Set(input.themes)];
      if (input.boundary !== undefined) {
        grid.boundary = input.boundary;
        await assertMayBeDrawn(em, grid, this.#asking.today);
      }
      await em.flush();
      if (grid.version !== before) publish(gridEvent('GridChanged', grid));
      audit({ type: 'grid', id: code, territory: code });
      return code;
    });
  }
}
