"""Autoencoders and a GAN: latent numbers of both sides come from the batch's file."""
import torch
import torch.nn.functional as F
from torch import nn

from tests.parity.case import Case, case
from tests.parity.models.sequence import ClippedAdam


class Autoencoder(nn.Module):
    """28 x 28 pixels to a code and back; `codes`: the linear layers that make it."""

    def __init__(self, features, *codes):
        super().__init__()
        self.conv1, self.conv2 = nn.Conv2d(1, 16, 3, stride=2, padding=1), nn.Conv2d(16, 32, 3, stride=2, padding=1)
        for name in codes:
            setattr(self, name, nn.Linear(1568, features))
        self.expand = nn.Linear(features, 1568)
        self.up1, self.up2 = nn.ConvTranspose2d(32, 16, 4, stride=2, padding=1), nn.ConvTranspose2d(16, 1, 4, stride=2, padding=1)

    def encode(self, x):
        return F.relu(self.conv2(F.relu(self.conv1(x)))).flatten(1)

    def decode(self, z):
        return self.up2(F.relu(self.up1(F.relu(self.expand(z)).reshape(-1, 32, 7, 7))))


class Generator(nn.Module):
    """Generator and discriminator, named as ours; batch norm of the generator sees made pictures alone."""

    def __init__(self):
        super().__init__()
        self.gen_fc, self.gen_bn1, self.gen_bn2 = nn.Linear(64, 1568), nn.BatchNorm2d(32), nn.BatchNorm2d(16)
        self.gen_up1, self.gen_up2 = nn.ConvTranspose2d(32, 16, 4, stride=2, padding=1), nn.ConvTranspose2d(16, 1, 4, stride=2, padding=1)
        self.disc_conv1, self.disc_conv2, self.disc_fc = nn.Conv2d(1, 16, 4, stride=2, padding=1), nn.Conv2d(16, 32, 4, stride=2, padding=1), nn.Linear(1568, 1)

    def generate(self, z):
        h = F.relu(self.gen_bn1(self.gen_fc(z).reshape(-1, 32, 7, 7)))
        return torch.tanh(self.gen_up2(F.relu(self.gen_bn2(self.gen_up1(h)))))

    def judge(self, x):
        return self.disc_fc(F.leaky_relu(self.disc_conv2(F.leaky_relu(self.disc_conv1(x), 0.2)), 0.2).flatten(1))


class Series(nn.Module):
    def __init__(self):
        super().__init__()
        self.encoder, self.code, self.expand = nn.LSTM(1, 32, batch_first=True), nn.Linear(32, 4), nn.Linear(4, 384)
        self.decoder, self.fc = nn.LSTM(16, 32, batch_first=True), nn.Linear(32, 1)

    def forward(self, x):
        code = self.code(self.encoder(x)[0][:, -1])
        return self.fc(self.decoder(self.expand(code).reshape(-1, 24, 16))[0])


def adam(parameters):
    return torch.optim.Adam(parameters, lr=0.001)


def reconstruction(model, batch):
    return F.mse_loss(torch.sigmoid(model.decode(model.code(model.encode(batch["image"])))), batch["image"])


def evidence(model, batch):
    h = model.encode(batch["image"])
    mean, log_variance = model.mean(h), model.log_variance(h)
    scores = model.decode(mean + torch.exp(log_variance / 2) * batch["latent.draw"])
    kl = 0.5 * (mean ** 2 + log_variance.exp() - 1 - log_variance).sum() / len(h)
    return F.binary_cross_entropy_with_logits(scores, batch["image"]) + kl / 784


def sides(model, batch):
    fakes = model.generate(batch["latent.draw"])
    real, fake = model.judge(batch["image"]), model.judge(fakes)
    return F.softplus(-real).mean() + F.softplus(fake).mean(), F.softplus(-fake).mean()


def blobs(samples):
    """Pictures of a bright spot each. Of pixels that are noise there is nothing to learn: Adam would follow rounding errors."""
    at, centre = torch.arange(28.0), torch.rand(2, samples, 1) * 14 + 7
    rows, columns = (torch.exp(-(at - c) ** 2 / 18) for c in centre)
    return (rows[:, :, None] * columns[:, None, :])[:, None]


@case("autoencoder")
def autoencoder():
    return Case("generative/autoencoder", Autoencoder(32, "code"), {"image": blobs(16)}, reconstruction, adam)


@case("vae")
def vae():
    return Case("generative/vae", Autoencoder(16, "mean", "log_variance"), {"image": torch.rand(16, 1, 28, 28), "latent.draw": torch.randn(16, 16)}, evidence, adam)


def gan_case(generator, every=1, **more):
    batch = {"image": torch.rand(16, 1, 28, 28) * 2 - 1, "latent.draw": torch.randn(16, 64)}
    discriminator = lambda named: torch.optim.Adam([p for _, p in named], lr=0.0002, betas=(0.5, 0.999))
    # A bias in front of batch norm moves nothing.
    return Case("generative/gan", Generator(), batch, sides, zero=("gen_up1.bias",), objectives=(("disc*", 1, discriminator), ("gen*", every, generator)), **more)


@case("gan")
def gan():
    return gan_case(lambda named: torch.optim.Adam([p for _, p in named], lr=0.0002, betas=(0.5, 0.999)))


@case("gan-every-2", long=True)
def gan_every_2():
    """A generator that moves in every second step, faster, with weight decay for what is no bias and no norm."""
    def generator(named):
        plain = [p for name, p in named if name.endswith(".bias") or "bn" in name]
        decayed = [p for name, p in named if not (name.endswith(".bias") or "bn" in name)]
        return torch.optim.AdamW([{"params": decayed}, {"params": plain, "weight_decay": 0}], lr=0.001, betas=(0.5, 0.999), weight_decay=0.1)
    return gan_case(generator, 2, set=("objective2.every=2", "objective2.lr=0.001", "objective2.type=AdamW", "objective2.weight_decay=0.1", "objective2.weight_decay[*.bias, *bn*]=0"))


@case("anomaly")
def anomaly():
    return Case("sequence/anomaly", Series(), {"series": torch.randn(64, 24, 1), "target": torch.randn(64, 1)}, lambda model, b: F.mse_loss(model(b["series"]), b["series"]),
                lambda parameters: ClippedAdam(parameters, lr=0.003))
