/** A pet. */
export interface Pet {
  /** Id of the pet. */
  id: string;
  name: string;
  kind?: PetKind;
}

/** What kind of animal a pet is. */
export type PetKind = "cat" | "dog" | "parrot";
