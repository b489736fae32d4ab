export interface FoundHousehold {
  id: string;
  number: string;
  districtCode: string;
  /** Whether the actor could open the file anyway. */
  inReach: boolean;
}

/** What this wing has to ask about files, which it knows by their ids only; the room of households answers. */
export abstract class HouseholdDirectory {
  /**
   * The file of the actor's district with this number, or in which somebody has exactly this identity number or phone;
   * also one out of reach, but not one with which the actor has a conflict of interest. The look-up is on the record
   * and counts as a search.
   * @throws AppError 422 `household-not-found`, `household-ambiguous` at the field `householdKey`
   */
  abstract find(key: string): Promise<FoundHousehold>;

  /** Place of a file in reach, for the log; null when it is out of reach. */
  abstract regionPathOf(householdId: string): Promise<string | null>;
}
