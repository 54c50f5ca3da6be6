"""The services of the mesh, one package each; across them only `tradewire` is imported."""
