import type { EntityTarget, ObjectLiteral } from 'typeorm';

const registered = new Set<EntityTarget<ObjectLiteral>>();

/** Every room names its entities here when its module file is loaded; the data source then knows them. */
export function registerEntities(entities: Array<EntityTarget<ObjectLiteral>>): void {
  for (const entity of entities) registered.add(entity);
}

/** All entities of the rooms loaded so far. */
export const registeredEntities = () => [...registered];
