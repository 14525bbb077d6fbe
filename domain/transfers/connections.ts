import type { StoredSetting } from '../consent/choice.ts';
import type { Geography } from '../geographies.ts';
import { isGeography } from '../geographies.ts';
import type { Category } from '../programs/data.ts';
import type { AddressedSetting, SettingDefinition } from '../programs/program.ts';

/** A service outside that a customer can connect, and whether it is (DL-7). */
export type Connection = {
  readonly program: string;
  readonly setting: string;
  readonly title: string;
  readonly state: 'off' | 'connected';
  /** Where it is, as the owner who connected it said. */
  readonly destination?: Geography;
  /** ISO 8601, since when it is so; absent where nobody ever decided. */
  readonly since?: string;
  /** What whoever decided had read. */
  readonly notice?: { readonly id: string; readonly version: number; readonly hash: string };
  /** What goes there while it is connected, by use. */
  readonly hands: readonly { readonly use: string; readonly categories: readonly Category[] }[];
};

/** Whether a setting connects a service outside. */
export const isConnection = ({ kind }: SettingDefinition): boolean => kind === 'destination';

/** A service that can be connected, as it stands: off until an owner has said where it is. */
export const connectionOf = (
  { program, settingId, setting }: AddressedSetting,
  stored: StoredSetting | undefined,
): Connection => {
  const value: string = stored?.value ?? 'off';
  const destination = isGeography(value) ? value : undefined;
  return {
    program: program.id,
    setting: settingId,
    title: setting.title,
    state: destination === undefined ? 'off' : 'connected',
    ...(destination !== undefined && { destination }),
    ...(stored && {
      since: stored.since,
      notice: { id: stored.notice.id, version: stored.notice.version, hash: stored.notice.hash },
    }),
    hands: setting.permits.map((use) => ({ use, categories: program.uses[use]?.categories ?? [] })),
  };
};
