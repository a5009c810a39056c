import type { CronAdminAccess } from '../access/cron-admin-access.js';
import type { Entrant } from '../access/gate.js';
import { Rights, type LivePlace } from './rights.js';

/** The sets of rights of who is connected: one for all who have the same. */
export class RightsInUse {
  private readonly byKey = new Map<string, { readonly rights: Rights; users: number }>();

  constructor(
    private readonly access: CronAdminAccess,
    private readonly place: LivePlace,
  ) {}

  take(entrant: Entrant): Rights {
    const known = this.byKey.get(entrant.rights) ?? {
      rights: new Rights(entrant, this.access, this.place),
      users: 0,
    };
    known.users += 1;
    this.byKey.set(entrant.rights, known);
    return known.rights;
  }

  /** The last who leaves takes along what was answered: whoever comes next is asked about anew. */
  give({ key }: Rights): void {
    const known = this.byKey.get(key);
    if (known && --known.users === 0) this.byKey.delete(key);
  }
}
