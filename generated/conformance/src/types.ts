export interface Address {
  street?: string;
  city?: string;
}

export interface Note {
  id?: string;
  text: string;
  stars?: number;
}
