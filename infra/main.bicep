// Everything the pipeline needs on Azure, in one resource group. Never compiled or deployed where it was written: see docs/deploy.md.

targetScope = 'subscription'

@description('Set by azd; tells deployments in one subscription apart.')
@minLength(1)
@maxLength(20)
param environmentName string

param location string

@description('Standard moves about 500 messages a second; Premium costs more and holds what you pay for.')
@allowed(['Standard', 'Premium'])
param serviceBusSku string = 'Standard'

@allowed([1, 2, 4, 8, 16])
param serviceBusCapacity int = 1

@description('The replication of the account that holds the cases.')
@allowed(['Standard_LRS', 'Standard_ZRS', 'Standard_GRS', 'Standard_GZRS'])
param dataSku string = 'Standard_LRS'

@description('The levels of your policy.yaml.')
param levels array = ['l1', 'l2', 'l3']

param caseEvents bool = false
param publicAddress string = ''

@minLength(9)
param deliverTo string

@minLength(36)
param authClientId string

@secure()
@minLength(32)
param customerKeySecret string

param alertEmail string = ''
param backlog int = 100
param purgeProtection bool = true
param exactScaling bool = false

@minValue(40)
@maxValue(1000)
param maximumInstances int = 100

@allowed([512, 2048, 4096])
param instanceMemory int = 2048

var token = uniqueString(subscription().id, environmentName, location)
var name = 'escalation-${token}'
var tags = {
  'azd-env-name': environmentName
}

resource group 'Microsoft.Resources/resourceGroups@2022-09-01' = {
  name: 'escalation-${environmentName}'
  location: location
  tags: tags
}

module identity 'modules/identity.bicep' = {
  scope: group
  name: 'identity'
  params: {
    name: '${name}-identity'
    location: location
    tags: tags
  }
}

module storage 'modules/storage.bicep' = {
  scope: group
  name: 'storage'
  params: {
    hostName: 'eschost${token}'
    dataName: 'escdata${token}'
    location: location
    tags: tags
    dataSku: dataSku
  }
}

module serviceBus 'modules/serviceBus.bicep' = {
  scope: group
  name: 'serviceBus'
  params: {
    name: '${name}-bus'
    location: location
    tags: tags
    sku: serviceBusSku
    capacity: serviceBusCapacity
    levels: levels
    caseEvents: caseEvents
  }
}

module keyVault 'modules/keyVault.bicep' = {
  scope: group
  name: 'keyVault'
  params: {
    name: 'esc-${token}'
    location: location
    tags: tags
    customerKeySecret: customerKeySecret
    purgeProtection: purgeProtection
  }
}

module monitoring 'modules/monitoring.bicep' = {
  scope: group
  name: 'monitoring'
  params: {
    name: name
    location: location
    tags: tags
    serviceBusId: serviceBus.outputs.id
    alertEmail: alertEmail
    backlog: backlog
    receivedQueues: serviceBus.outputs.receivedQueues
  }
}

module roles 'modules/roles.bicep' = {
  scope: group
  name: 'roles'
  params: {
    principalId: identity.outputs.principalId
    hostStorageName: storage.outputs.hostName
    dataStorageName: storage.outputs.dataName
    keyVaultName: keyVault.outputs.name
    insightsName: monitoring.outputs.insightsName
    serviceBusName: serviceBus.outputs.name
    receivedQueues: serviceBus.outputs.receivedQueues
    sentQueues: serviceBus.outputs.sentQueues
    sentTopics: serviceBus.outputs.sentTopics
    exactScaling: exactScaling
  }
}

module functionApp 'modules/functionApp.bicep' = {
  scope: group
  name: 'functionApp'
  params: {
    name: name
    location: location
    tags: tags
    identityId: identity.outputs.id
    identityClientId: identity.outputs.clientId
    hostStorageName: storage.outputs.hostName
    packagesUrl: storage.outputs.packagesUrl
    tableEndpoint: storage.outputs.tableEndpoint
    serviceBusHostName: serviceBus.outputs.hostName
    insightsConnectionString: monitoring.outputs.connectionString
    customerKeySecretUri: keyVault.outputs.customerKeySecretUri
    authClientId: authClientId
    publicAddress: publicAddress
    deliverTo: deliverTo
    caseEvents: caseEvents
    maximumInstances: maximumInstances
    instanceMemory: instanceMemory
  }
  dependsOn: [
    roles
  ]
}

output AZURE_RESOURCE_GROUP string = group.name
output FUNCTION_APP_NAME string = functionApp.outputs.name
output FUNCTION_APP_ADDRESS string = functionApp.outputs.address
output SERVICE_BUS_NAMESPACE string = serviceBus.outputs.hostName
