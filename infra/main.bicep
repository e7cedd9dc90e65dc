// Everything the pipeline needs on Azure, in one resource group. What was run of it, and what was not: docs/deploy.md.

targetScope = 'subscription'

@description('Set by azd; tells deployments in one subscription apart.')
@minLength(1)
@maxLength(20)
param environmentName string

param location string

@description('dev may be thrown away; prod keeps its data in two regions, and its vault for good.')
@allowed(['dev', 'prod'])
param stage string = 'dev'

@description('The folder with the policy and the people that the app was built with; "samples" for the sample company.')
param policyFolder string

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

@description('Whether every commit is also told on the topic case-events.')
param caseEvents bool = false

@description('Where links in messages lead; empty for the name that the app is given.')
param publicAddress string = ''

@description('The gateway that mails, texts or prints: an https address.')
@minLength(9)
param deliverTo string

@description('The application (client) id of the app registration whose tokens are accepted.')
@minLength(36)
param authClientId string

@description('Under which customers are known again. Keep a copy: a new one forgets every customer from before.')
@secure()
@minLength(32)
param customerKeySecret string

@description('Where alerts are mailed to; empty for nowhere.')
param alertEmail string = ''

@description('A queue that never had fewer messages than this for a quarter of an hour is behind.')
param backlog int = 100

@description('Keeps a deleted vault from being purged; cannot be switched off again.')
param purgeProtection bool = true

@description('Lets the platform read exact message counts for scaling, by a role that may do more than the app needs.')
param exactScaling bool = false

@description('Storage, vault and namespace are reached from a network of their own only. Needs Premium.')
param privateNetworking bool = false

@minValue(40)
@maxValue(1000)
param maximumInstances int = 100

@allowed([512, 2048, 4096])
param instanceMemory int = 2048

// Checked before anything is made.
var policy = empty(policyFolder)
  ? fail('PolicyFolder is not set: name the folder with your policy.yaml and people.yaml, or "samples" for the sample company')
  : policyFolder
var isPrivate = privateNetworking && serviceBusSku != 'Premium'
  ? fail('ESCALATION_PRIVATE_NETWORKING needs ESCALATION_SERVICE_BUS_SKU=Premium: a Standard namespace has no private endpoint')
  : privateNetworking

var alertsTo = stage == 'prod' && empty(alertEmail)
  ? fail('ESCALATION_ALERT_EMAIL is not set: production tells its alerts to somebody')
  : alertEmail

var token = uniqueString(subscription().id, environmentName, location)
var name = 'escalation-${token}'
var tags = {
  'azd-env-name': environmentName
  'escalation-stage': stage
  'escalation-policy': policy == 'samples' ? 'samples' : 'own'
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

module network 'modules/network.bicep' = if (privateNetworking) {
  scope: group
  name: 'network'
  params: {
    name: name
    location: location
    tags: tags
  }
}

module privateEndpoints 'modules/privateEndpoints.bicep' = if (privateNetworking) {
  scope: group
  name: 'privateEndpoints'
  params: {
    name: name
    location: location
    tags: tags
    networkId: network!.outputs.id
    subnetId: network!.outputs.endpointsSubnetId
    hostStorageId: storage.outputs.hostId
    dataStorageId: storage.outputs.dataId
    keyVaultId: keyVault.outputs.id
    serviceBusId: serviceBus.outputs.id
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
    isPrivate: isPrivate
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
    isPrivate: isPrivate
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
    isPrivate: isPrivate
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
    alertEmail: alertsTo
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
    subnetId: privateNetworking ? network!.outputs.appSubnetId : ''
  }
  dependsOn: [
    roles
    privateEndpoints
  ]
}

output AZURE_RESOURCE_GROUP string = group.name
output FUNCTION_APP_NAME string = functionApp.outputs.name
output FUNCTION_APP_ADDRESS string = functionApp.outputs.address
output SERVICE_BUS_NAMESPACE string = serviceBus.outputs.hostName
