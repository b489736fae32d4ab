import type { Client, Connection, Submittable } from 'pg';

/** What `pg` calls on a query of one's own; its types name only `submit`. */
interface CopyHandlers {
  handleCopyData(message: { chunk: Buffer }, connection: Connection): void;
  handleCopyInResponse(connection: CopyConnection): void;
  handleCommandComplete(): void;
  handleReadyForQuery(): void;
  handleError(error: Error, connection: CopyConnection): void;
}

interface CopyConnection extends Connection {
  sendCopyFromChunk(chunk: Buffer): void;
  endCopyFrom(): void;
  sendCopyFail(message: string): void;
}

abstract class Copy implements Submittable, CopyHandlers {
  private failure: Error | null = null;
  readonly done: Promise<void>;
  private finish: () => void = () => undefined;
  private refuse: (error: Error) => void = () => undefined;

  constructor(private readonly sql: string) {
    this.done = new Promise((resolve, reject) => {
      this.finish = resolve;
      this.refuse = reject;
    });
  }

  submit(connection: Connection): void {
    connection.query(this.sql);
  }

  handleCopyData(_message: { chunk: Buffer }, _connection: Connection): void {}
  handleCopyInResponse(_connection: CopyConnection): void {}
  handleCommandComplete(): void {}

  /** An error of `pg` leaves the connection usable: the server says that it is ready right after it. */
  handleError(error: Error, _connection: CopyConnection): void {
    this.failure ??= error;
    this.refuse(error);
  }

  handleReadyForQuery(): void {
    if (this.failure) this.refuse(this.failure);
    else this.finish();
  }
}

class CopyOut extends Copy {
  constructor(
    sql: string,
    private readonly onRow: (row: Buffer) => Promise<void> | undefined,
  ) {
    super(sql);
  }

  // The server sends one message a row, in a buffer that `pg` uses again. A slow reader pauses the socket instead of
  // filling the memory; rows that had been received by then still come.
  override handleCopyData({ chunk }: { chunk: Buffer }, connection: Connection): void {
    const pending = this.onRow(Buffer.from(chunk));
    if (!pending || connection.stream.isPaused()) return;
    connection.stream.pause();
    pending.then(
      () => connection.stream.resume(),
      (error: Error) => {
        this.handleError(error, connection as CopyConnection);
        connection.stream.resume();
      },
    );
  }
}

class CopyIn extends Copy {
  constructor(
    sql: string,
    private readonly rows: AsyncIterable<Buffer>,
  ) {
    super(sql);
  }

  override handleCopyInResponse(connection: CopyConnection): void {
    this.send(connection).then(
      () => connection.endCopyFrom(),
      (error: Error) => {
        this.handleError(error, connection);
        connection.sendCopyFail(error.message);
      },
    );
  }

  private async send(connection: CopyConnection): Promise<void> {
    for await (const row of this.rows) {
      connection.sendCopyFromChunk(row);
      if (connection.stream.writableNeedDrain) await new Promise((resolve) => connection.stream.once('drain', resolve));
    }
  }
}

/** Runs `COPY … TO STDOUT`; `onRow` gets each row as its line of COPY text, and may answer with a promise to wait for. */
export function copyOut(client: Client, sql: string, onRow: (row: Buffer) => Promise<void> | undefined): Promise<void> {
  return client.query(new CopyOut(sql, onRow)).done;
}

/** Runs `COPY … FROM STDIN` with these lines of COPY text, each ending with a line feed. */
export function copyIn(client: Client, sql: string, rows: AsyncIterable<Buffer>): Promise<void> {
  return client.query(new CopyIn(sql, rows)).done;
}
