/**
 * What one guesser can change at will counts as one: the first 64 bits of an IPv6 address (a household's or a rented
 * machine's whole network), an IPv4 address as it is, also where it comes wrapped in IPv6.
 * @param address as the connection or a trusted proxy names it
 */
export function networkOf(address: string): string {
  const [plain = ''] = address.split('%');
  if (!plain.includes(':')) return address;
  const wrapped = /^::ffff:(\d+(?:\.\d+){3})$/i.exec(plain);
  if (wrapped) return wrapped[1]!;
  const [front, back] = plain.split('::').map((part) => part.split(':').filter(Boolean));
  const zeros = back ? Array<string>(Math.max(0, 8 - front!.length - back.length)).fill('0') : [];
  const groups = [...front!, ...zeros, ...(back ?? [])].slice(0, 4);
  return `${groups.map((group) => parseInt(group, 16).toString(16)).join(':')}::/64`;
}
