"""The two DDPMs on MNIST."""
import torch

from tests.parity.models import diffusion
from tests.parity.training.digits import mnist
from tests.parity.training.register import fit, mean_of_last, reference, training


@training("ddpm-8x8", "diffusion/ddpm-8x8", "mnist", arguments=("--steps", 2500), label="training loss", measured="loss, mean of the last 100 of 2,500 steps", figure=mean_of_last(100))
def ddpm_8x8(_):
    return reference("ddpm8", "loss"), None


STEPS = 250   # of the large one


@training("ddpm-28", "diffusion/ddpm-28", "mnist", arguments=("--steps", STEPS), label="training loss", measured=f"loss, mean of the last 100 of {STEPS} steps", figure=mean_of_last(100))
def ddpm_28(_):
    train, _ = mnist(0.5, 0.5)
    model, step = diffusion.Convolutions(False), diffusion.step(False)

    def loss(net, batch):
        image = batch["image"]
        return step(net, {"image": image, "noising.draw": (torch.randint(0, 1000, (len(image),)) + 0.5) / 1000, "noising.draw2": torch.randn_like(image)})
    return fit(model, train, 32, STEPS, loss, diffusion.adam(model.parameters())), None
