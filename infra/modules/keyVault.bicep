// The secret under which customers' phone numbers and addresses are hashed. Who loses it can no longer find a customer's earlier cases.

param name string
param location string
param tags object

@description('Whether it answers only in the network of its own.')
param isPrivate bool

@secure()
param customerKeySecret string

@description('Keeps a deleted vault from being purged; cannot be switched off again.')
param purgeProtection bool

resource vault 'Microsoft.KeyVault/vaults@2023-07-01' = {
  name: name
  location: location
  tags: tags
  properties: {
    tenantId: tenant().tenantId
    sku: {
      family: 'A'
      name: 'standard'
    }
    enableRbacAuthorization: true
    enableSoftDelete: true
    enablePurgeProtection: purgeProtection ? true : null
    publicNetworkAccess: isPrivate ? 'Disabled' : 'Enabled'
  }
}

resource secret 'Microsoft.KeyVault/vaults/secrets@2023-07-01' = {
  parent: vault
  name: 'customer-key-secret'
  properties: {
    value: customerKeySecret
    contentType: 'text/plain'
  }
}

output id string = vault.id
output name string = vault.name
output customerKeySecretUri string = secret.properties.secretUri
