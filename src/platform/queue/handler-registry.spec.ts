import { Module } from '@nestjs/common';
import { DiscoveryModule } from '@nestjs/core';
import { Test } from '@nestjs/testing';
import { HandlerError, HandlerRegistry } from './handler-registry';
import { DueHandler, type EventSubscriber, Subscriber } from './handlers';

@Subscriber('mailer')
class Mailer implements EventSubscriber {
  readonly events = ['thing.made'];
  handle = () => Promise.resolve();
}
@Subscriber('mailer')
class OtherMailer extends Mailer {}
@DueHandler('mailer')
class Deadline {
  handle = () => Promise.resolve();
}

async function registryOf(...providers: Array<new () => object>): Promise<HandlerRegistry> {
  @Module({ providers })
  class HandlersModule {}
  const imports = [DiscoveryModule, HandlersModule];
  return (await Test.createTestingModule({ imports, providers: [HandlerRegistry] }).compile()).get(HandlerRegistry);
}

describe('the registry of handlers', () => {
  it('finds marked classes by name and by event', async () => {
    const registry = await registryOf(Mailer, Deadline);
    expect(registry.subscriber('mailer')).toBeInstanceOf(Mailer);
    expect(registry.dueHandler('mailer')).toBeInstanceOf(Deadline);
    expect(registry.job('mailer')).toBeUndefined();
    expect(registry.subscribersOf('thing.made')).toEqual(['mailer']);
    expect(registry.subscribersOf('thing.lost')).toEqual([]);
    expect(() => registry.checkNames()).not.toThrow();
  });

  it('refuses two handlers of one name', async () => {
    const registry = await registryOf(Mailer, OtherMailer);
    expect(() => registry.checkNames()).toThrow(new HandlerError('Two handlers for: subscriber mailer'));
  });

  it('refuses a handler that no module provides', async () => {
    const registry = await registryOf(Mailer, OtherMailer);
    // Specs of the same file may have declared more.
    expect(() => registry.checkComplete()).toThrow(/^No module provides the handler of: .*\bdue mailer\b/);
  });
});
