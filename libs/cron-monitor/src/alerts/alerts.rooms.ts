import type { FactoryProvider, InjectionToken } from '@nestjs/common';

/** What this room consists of. */
export const alertsRooms: FactoryProvider[] = [];

/** What of it goes on by itself: see `MonitorLoop`. */
export const alertsLoops: InjectionToken[] = [];
