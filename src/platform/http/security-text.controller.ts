import { Controller, Get, Header } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { Config } from '../config';
import { notFound } from '../errors';
import { Open } from './open.decorator';
import { OwnTransaction } from './transaction.interceptor';

const VALID_DAYS = 180;
const DAY_MS = 24 * 60 * 60 * 1000;

/** Where to report a hole (RFC 9116): whom the operator has named in `SECURITY_CONTACT`. */
@ApiExcludeController()
@Controller('.well-known')
@Open()
@OwnTransaction()
export class SecurityTextController {
  constructor(private readonly config: Config) {}

  /** @throws AppError 404 where nobody is named */
  @Get('security.txt')
  @Header('content-type', 'text/plain; charset=utf-8')
  text(): string {
    const { securityContact, publicUrl } = this.config;
    if (!securityContact) throw notFound();
    const lines = [
      `Contact: ${securityContact}`,
      `Expires: ${new Date(Date.now() + VALID_DAYS * DAY_MS).toISOString()}`,
      'Preferred-Languages: zh, en',
      `Canonical: ${publicUrl}/.well-known/security.txt`,
    ];
    return `${lines.join('\n')}\n`;
  }
}
