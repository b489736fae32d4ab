import QRCode from 'qrcode';

/** A picture for `<svg viewBox="0 0 size size"><path d="…">`: no style and no script, so the page's policy allows it. */
export interface QrCode {
  size: number;
  path: string;
}

// Light cells around the code, without which cameras do not find it (ISO 18004 says four).
const MARGIN = 4;

/** The QR code of a text, one row of dark cells after the other. */
export function qrCode(text: string): QrCode {
  const { size, data } = QRCode.create(text).modules;
  const cells = [...data.keys()].filter((cell) => data[cell]);
  const squares = cells.map((cell) => `M${(cell % size) + MARGIN} ${Math.floor(cell / size) + MARGIN}h1v1h-1z`);
  return { size: size + 2 * MARGIN, path: squares.join('') };
}
