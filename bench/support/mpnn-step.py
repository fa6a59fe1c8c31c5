# One training step of the CLRS network in PyTorch on one thread: hidden 64, n = 16, batch 16, 8 unrolled steps, the probes of
# Bellman-Ford. Prints the CPU time of a step in milliseconds.
import time

import torch
import torch.nn.functional as F
from torch import nn

RUNS, N, H, STEPS = 16, 16, 64, 8
NODE, EDGE, GRAPH = 5, 13, 1
MEASURED = 10

torch.set_num_threads(1)
torch.manual_seed(0)


class Network(nn.Module):
    def __init__(self):
        super().__init__()
        self.node, self.edge, self.graph = nn.Linear(NODE, H), nn.Linear(EDGE, H), nn.Linear(GRAPH, H)
        self.sender, self.receiver = nn.Linear(2 * H, H), nn.Linear(2 * H, H)
        self.by_edge, self.by_graph = nn.Linear(H, H), nn.Linear(H, H)
        self.up, self.down = nn.Linear(H, H), nn.Linear(H, H)
        self.update, self.by_message = nn.Linear(2 * H, H), nn.Linear(H, H)
        self.gate_node, self.gate_message, self.gate = nn.Linear(2 * H, H), nn.Linear(H, H), nn.Linear(H, H)
        self.p_from, self.p_to, self.p_edge, self.p = nn.Linear(H, H), nn.Linear(H, H), nn.Linear(H, H), nn.Linear(H, 1)
        self.distance, self.mask = nn.Linear(H, 1), nn.Linear(H, 1)
        self.norm = nn.LayerNorm(H, elementwise_affine=False)

    def forward(self, node, edge, graph, state):
        x, e, g = self.node(node), self.edge(edge), self.graph(graph)
        z = torch.cat([x, state], -1)
        pairs = self.sender(z).unsqueeze(2) + self.receiver(z).unsqueeze(1) + self.by_edge(e) + self.by_graph(g)[:, None, None]
        strongest = self.down(F.relu(self.up(F.relu(pairs)))).amax(1)
        following = self.norm(F.relu(self.update(z) + self.by_message(strongest)))
        gate = torch.sigmoid(self.gate(F.relu(self.gate_node(z) + self.gate_message(strongest))))
        state = state + gate * (following - state)
        pointer = self.p(F.relu(self.p_from(state).unsqueeze(2) + self.p_to(state).unsqueeze(1) + self.p_edge(e))).squeeze(-1)
        return state, pointer, self.distance(state).squeeze(-1), self.mask(state).squeeze(-1)


network = Network()
optimiser = torch.optim.Adam(network.parameters(), 1e-3)
node, edge, graph = torch.rand(STEPS, RUNS, N, NODE), torch.rand(STEPS, RUNS, N, N, EDGE), torch.ones(RUNS, GRAPH)
pointers = torch.randint(0, N, (STEPS, RUNS, N))
distances = torch.rand(STEPS, RUNS, N)
masks = (torch.rand(STEPS, RUNS, N) > 0.5).float()


def step():
    state, loss = torch.zeros(RUNS, N, H), 0
    for t in range(STEPS):
        state, pointer, distance, mask = network(node[t], edge[t], graph, state)
        loss = loss + F.cross_entropy(pointer.reshape(-1, N), pointers[t].reshape(-1))
        loss = loss + F.mse_loss(distance, distances[t]) + F.binary_cross_entropy_with_logits(mask, masks[t])
    optimiser.zero_grad()
    (loss / STEPS).backward()
    optimiser.step()


for _ in range(3):
    step()
started = time.process_time()
for _ in range(MEASURED):
    step()
print(1000 * (time.process_time() - started) / MEASURED)
