/** The API behind every measured server: a small JSON answer to whatever is asked, as cheaply as Node can. */
import { createServer } from "node:http";
import { argv } from "node:process";

const answer = JSON.stringify({
  id: "6f1c2a1e-6f0b-4a53-9d5e-2f1f6d1c9b11",
  name: "Quay 4, berth 12",
  status: "available",
  tags: ["deep", "power", "water"],
  owner: { id: "p-17", name: "Ana", since: "2024-05-01T08:30:00Z" },
  dimensions: { length: 14.5, width: 4.8, draught: 2.9 },
});

createServer((request, response) => {
  request.resume();
  response
    .writeHead(200, { "content-type": "application/json", "content-length": Buffer.byteLength(answer) })
    .end(answer);
}).listen(Number(argv[2]), "127.0.0.1");
